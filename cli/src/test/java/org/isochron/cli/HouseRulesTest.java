package org.isochron.cli;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.stream.Stream;

/**
 * The house rules of ARCHITECTURE.md and CONTRIBUTING.md that a compiler cannot check, over every
 * published module (the command depends on all of them).
 */
@AnalyzeClasses(packages = "org.isochron", importOptions = ImportOption.DoNotIncludeTests.class)
final class HouseRulesTest {
  /** The methods of Math whose last bit may differ between JDKs and between their compilers. */
  private static final String INEXACT =
      "(a?sin|a?cos|a?tan|atan2|sinh|cosh|tanh|exp|expm1|log|log10|log1p|pow|cbrt|hypot)";

  private static final DescribedPredicate<JavaMethod> PASSING_VECTORS =
      DescribedPredicate.describe(
          "passing vectors",
          method ->
              Stream.concat(
                      Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                  .anyMatch(type -> type.isAssignableTo("jdk.incubator.vector.Vector")));

  // --- package arrows

  @ArchTest
  static final ArchRule domainModulesDoNotDependOnEachOther =
      slices()
          .matching("org.isochron.(astro|bio|datasets|linguistics|programs|report)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nothingDependsOnTheCommand =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.isochron.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.isochron.cli..");

  @ArchTest
  static final ArchRule coreDependsOnNoOtherModule =
      noClasses()
          .that()
          .resideInAPackage("org.isochron.core..")
          .should()
          .dependOnClassesThat(resideInIsochronOutside("org.isochron.core.."));

  @ArchTest
  static final ArchRule simdDependsOnCoreOnly =
      noClasses()
          .that()
          .resideInAPackage("org.isochron.simd..")
          .should()
          .dependOnClassesThat(
              resideInIsochronOutside("org.isochron.core..", "org.isochron.simd.."))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule kernelsAreUsedInCoreAndSimdOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.isochron.core..", "org.isochron.simd..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.isochron.core.kernel..")
          .because("core.kernel is not an API: the kernels change with the hardware");

  @ArchTest
  static final ArchRule coreDoesNotDependOnItsAnalysis =
      noClasses()
          .that()
          .resideInAPackage("org.isochron.core..")
          .and()
          .resideOutsideOfPackage("org.isochron.core.analysis..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.isochron.core.analysis..")
          .because("analysis looks at the engine from outside");

  @ArchTest
  static final ArchRule linearAlgebraStaysInAnalysis =
      noClasses()
          .that()
          .resideInAPackage("org.isochron.core..")
          .and()
          .resideOutsideOfPackage("org.isochron.core.analysis..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.ejml..")
          .because("the engine has its own kernels, the same bits everywhere");

  @ArchTest
  static final ArchRule theVectorApiStaysInSimd =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.isochron.simd..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jdk.incubator..")
          .because("everything else must run where the module is absent");

  @ArchTest
  static final ArchRule vectorsArePassedToTheJdkOnly =
      noMethods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("org.isochron.simd..")
          .should(ArchConditions.be(PASSING_VECTORS))
          .because("HotSpot boxes each vector of a call that it does not inline, see VectorMath");

  @ArchTest
  static final ArchRule noPackageIsCalledUtil =
      noClasses()
          .should()
          .resideInAnyPackage("..util..", "..utils..", "..misc..", "..helper..", "..helpers..")
          .because("a package is named after what it holds");

  // --- libraries neither print nor log

  @ArchTest
  static final ArchRule librariesDoNotPrint =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.isochron.cli..")
          .should(ACCESS_STANDARD_STREAMS)
          .because("only the command prints; a library reports through listeners");

  @ArchTest
  static final ArchRule librariesDoNotLog =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.isochron.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.apache.logging..")
          .because("only the command logs; a library reports through listeners");

  @ArchTest
  static final ArchRule librariesDoNotEndTheProgram =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.isochron.cli..")
          .should()
          .callMethodWhere(
              target(owner(assignableTo(System.class))).and(target(nameMatching("exit"))))
          .orShould()
          .callMethodWhere(
              target(owner(assignableTo(Runtime.class))).and(target(nameMatching("exit|halt"))));

  // --- the same bits everywhere

  @ArchTest
  static final ArchRule kernelsBringTheirOwnElementaryFunctions =
      noClasses()
          .that()
          .resideInAnyPackage("org.isochron.core.kernel..", "org.isochron.simd..")
          .should()
          .callMethodWhere(
              target(owner(assignableTo(Math.class))).and(target(nameMatching(INEXACT))))
          .allowEmptyShould(true)
          .because(
              "Math's elementary functions differ between JDKs; the kernels' polynomials do not");

  @ArchTest
  static final ArchRule vectorKernelsBringTheirOwnElementaryFunctions =
      noClasses()
          .that()
          .resideInAPackage("org.isochron.simd..")
          .should()
          .accessFieldWhere(
              target(owner(nameMatching("jdk\\.incubator\\.vector\\.VectorOperators")))
                  .and(
                      target(
                          nameMatching(
                              "A?SIN|A?COS|A?TAN|ATAN2|SINH|COSH|TANH|EXP|EXPM1|LOG|LOG10|LOG1P|POW"
                                  + "|CBRT|HYPOT"))))
          .allowEmptyShould(true)
          .because(
              "lanewise elementary functions differ between machines and from the scalar ones");

  @ArchTest
  static final ArchRule coreUsesStrictMath =
      noClasses()
          .that()
          .resideInAPackage("org.isochron.core..")
          .should()
          .callMethodWhere(
              target(owner(assignableTo(Math.class))).and(target(nameMatching(INEXACT))))
          .because("what reaches a model file has the same bytes on every JDK: StrictMath has");

  private static DescribedPredicate<JavaClass> resideInIsochronOutside(String... packages) {
    return resideInAPackage("org.isochron..").and(resideOutsideOfPackages(packages));
  }
}
