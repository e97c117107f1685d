package io.seawall.cli;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.seawall.dialects.Dialect;
import io.seawall.dialects.Dialects;
import io.seawall.practices.Check;
import io.seawall.practices.Checks;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The order of the modules, and what only some of them may touch (ARCHITECTURE.md).
class LayersTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("testkit"))
          .importPackages("io.seawall");

  @Test
  void a_module_knows_those_below_it_only() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("cli")
        .definedBy("io.seawall.cli..")
        .layer("reports")
        .definedBy("io.seawall.reports..")
        .layer("analysis")
        .definedBy("io.seawall.analysis..")
        .layer("practices")
        .definedBy("io.seawall.practices..")
        .layer("reach")
        .definedBy("io.seawall.reach..")
        .layer("dialects")
        .definedBy("io.seawall.dialects..")
        .layer("templates")
        .definedBy("io.seawall.templates..")
        .layer("sources")
        .definedBy("io.seawall.sources..")
        .layer("model")
        .definedBy("io.seawall.model..")
        .layer("packets")
        .definedBy("io.seawall.packets..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("reports")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("analysis")
        .mayOnlyBeAccessedByLayers("cli", "reports")
        .whereLayer("practices")
        .mayOnlyBeAccessedByLayers("cli", "reports", "analysis")
        .whereLayer("reach")
        .mayOnlyBeAccessedByLayers("cli", "reports", "analysis", "practices")
        .whereLayer("dialects")
        .mayOnlyBeAccessedByLayers("cli", "analysis")
        .whereLayer("templates")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("sources")
        .mayOnlyBeAccessedByLayers(
            "cli", "templates") // which reads expressions by its syntax of HCL
        .check(PRODUCT);
  }

  @Test
  void modules_form_no_cycle() {
    slices().matching("io.seawall.(*)..").should().beFreeOfCycles().check(PRODUCT);
  }

  /// Policies of engines and of administrators are objects of the Kubernetes API, and read as such.
  @Test
  void a_dialect_knows_none_beside_it_but_kubernetes() {
    slices()
        .matching("io.seawall.dialects.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(alwaysTrue(), resideInAPackage("io.seawall.dialects.kubernetes"))
        .check(PRODUCT);
  }

  /// One practice may ask another, such as whether a Service is open, and is not asked back.
  @Test
  void practices_form_no_cycle() {
    slices().matching("io.seawall.practices.(*)..").should().beFreeOfCycles().check(PRODUCT);
  }

  @Test
  void files_clocks_and_the_process_belong_to_the_edges() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.seawall.cli..", "io.seawall.sources..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.nio.file.Files")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.LocalDate.class, "now")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.net\\..*(Socket|URL|Http).*")
        .check(PRODUCT);
  }

  @Test
  void nothing_is_written_past_the_console() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Main")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(PRODUCT);
  }

  @Test
  void every_check_is_on_the_list() {
    assertThat(Checks.ALL.stream().map(Check::getClass).map(Class::getName))
        .containsExactlyInAnyOrderElementsOf(implementing(Check.class));
  }

  @Test
  void every_dialect_is_on_the_list() {
    assertThat(Dialects.ALL.stream().map(Dialect::getClass).map(Class::getName))
        .containsExactlyInAnyOrderElementsOf(implementing(Dialect.class));
  }

  private static Set<String> implementing(Class<?> type) {
    List<JavaClass> classes =
        PRODUCT.stream()
            .filter(
                one -> one.isAssignableTo(type) && !one.isInterface() && !one.isAnonymousClass())
            .toList();
    return classes.stream().map(JavaClass::getName).collect(Collectors.toSet());
  }
}
