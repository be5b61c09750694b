using RulesRouter.Objectives;
using RulesRouter.Policies;

namespace RulesRouter.Language.Tests;

public sealed class PolicyLoaderTests
{
    private const string Policy = """
        apiVersion: rulesrouter/v1
        kind: RoutingPolicy
        metadata: { name: p }
        spec:
          rules:
            - id: default
              select: { objective: price }
        """;

    [Fact]
    public void Line_endings_do_not_change_the_digest() =>
        Assert.Equal(
            Loading.Load(("p.yaml", Policy)).ContentDigest,
            Loading.Load(("p.yaml", Policy.Replace("\n", "\r\n", StringComparison.Ordinal))).ContentDigest);

    [Theory]
    [InlineData("5")]
    [InlineData("[a]")]
    [InlineData("")]
    public void A_condition_of_another_type_does_not_make_its_rule_a_default(string when)
    {
        var loaded = Loading.Load(
            (
                "p.yaml",
                Policy.Replace(
                    "  rules:\n",
                    $"  rules:\n    - id: odd\n      deny: true\n      when: {when}\n",
                    StringComparison.Ordinal)));

        Assert.Equal(["RR0102"], loaded.Diagnostics.Select(diagnostic => diagnostic.Code.Id));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void A_boolean_condition_needs_no_quotes(string when)
    {
        var loaded = Loading.Load(
            (
                "p.yaml",
                Policy.Replace(
                    "  rules:\n",
                    $"  rules:\n    - id: odd\n      deny: true\n      when: {when}\n",
                    StringComparison.Ordinal)));

        Assert.Empty(loaded.Diagnostics);
        Assert.Equal(when, loaded.Policies.Policies[0].Rules[0].When!.Text);
    }

    [Fact]
    public void Every_other_change_changes_the_digest() =>
        Assert.Equal(4, new[]
        {
            Loading.Load(("p.yaml", Policy)),
            Loading.Load(("q.yaml", Policy)),
            Loading.Load(("p.yaml", Policy + "\n")),
            Loading.Load(
                ("p.yaml", Policy),
                ("catalog.yaml", "apiVersion: rulesrouter/v1\nkind: Catalog\nmetadata: { name: c }\nspec: { }\n")),
        }.Select(loaded => loaded.ContentDigest).Distinct().Count());

    [Fact]
    public void Test_suites_are_not_part_of_the_digest()
    {
        const string Suite = """
            apiVersion: rulesrouter/v1
            kind: PolicyTest
            metadata: { name: s }
            spec:
              policy: p
              cases:
                - name: any
                  request: { prompt: hello }
                  expect: { outcome: denied }
            """;

        Assert.Equal(Loading.Load(("p.yaml", Policy)).ContentDigest, Loading.Load(("p.yaml", Policy), ("s.yaml", Suite)).ContentDigest);
    }

    [Fact]
    public void The_order_of_files_does_not_matter()
    {
        const string Child = """
            apiVersion: rulesrouter/v1
            kind: RoutingPolicy
            metadata: { name: child }
            spec:
              extends: [p]
              rules:
                - id: default
                  select: { objective: latency }
            """;

        Assert.Equal(
            Loading.Load(("a.yaml", Child), ("b.yaml", Policy)).ContentDigest,
            Loading.Load(("b.yaml", Policy), ("a.yaml", Child)).ContentDigest);
    }

    [Fact]
    public void Errors_of_all_files_are_reported_together_by_file_and_line()
    {
        var loaded = Loading.Load(
            (
                "b.yaml",
                Policy.Replace(
                    "objective: price",
                    "objective: cheap",
                    StringComparison.Ordinal).Replace("name: p", "name: P", StringComparison.Ordinal)),
            ("a.yaml", "kind: RutingPolicy\n"));

        Assert.Equal(
            [
                "a.yaml:1:7: error RR0100: unknown kind `RutingPolicy` (did you mean `RoutingPolicy`?)",
                "b.yaml:3:19: error RR0104: `metadata.name` cannot be \"P\" (use lower case letters, digits and single hyphens, starting with a letter)",
                "b.yaml:7:28: error RR0104: `select.objective` cannot be \"cheap\" (valid values: price, latency, quality, ordered, expected-cost, or { script: name })",
            ],
            Loading.Shown(loaded.Diagnostics));
    }

    [Fact]
    public void A_constraint_is_bound_to_the_row_of_the_table_it_names()
    {
        var loaded = Loading.Load(
            (
                "p.yaml",
                Policy.Replace(
                    "- id: default",
                    "- id: floor\n      when: \"true\"\n      constrain: { dataRetentionDays: { max: 0 }, trainsOnData: false, certifications: [soc2, iso27001], price: { outputPerMTok: { max: 2.5 } } }\n    - id: default",
                    StringComparison.Ordinal)));

        Assert.Empty(loaded.Diagnostics);
        Assert.Equal(
            ["dataRetentionDays.max 0", "trainsOnData false", "certifications [iso27001, soc2]", "price.outputPerMTok.max 2.5"],
            loaded.Policies.Find("p")!.Rules[0].Constraints.Select(clause => $"{clause.Definition.Name} {clause.Value}"));
    }

    [Fact]
    public void Optional_keys_of_a_selection_have_the_documented_defaults()
    {
        var selection = Loading.Load(("p.yaml", Policy)).Policies.Find("p")!.Rules[0].Selection!;

        Assert.Equal(Objective.Price, selection.Objective);
        Assert.Equal((2, Distinct.None), (selection.Fallback.Max, selection.Fallback.Distinct));
        Assert.Empty(selection.Fallback.On);
        Assert.Empty(selection.Prefer);
    }
}
