using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Tests.Deciding;

public sealed class DeclaredOrderTests
{
    private static readonly SourceFile File = new("p.yaml", new string(' ', 100));

    [Fact]
    public void Inherited_preferences_and_earlier_lines_are_dropped_last()
    {
        var parent = Policy("parent", [], [Preferring("inherited", (ConstraintTable.Of<Quality>(), 10))]) with { IsAbstract = true };
        var child = Policy(
            "p",
            ["parent"],
            [Preferring("own", (ConstraintTable.Of<ContextTokens>(), 30), (ConstraintTable.Of<OutputTokens>(), 20)), Default]);
        var compiled = PolicyCompiler.Compile(new PolicySet([parent, child]), ModelCatalog.Empty, "content", "classifier");

        var decision = new PolicyDecisionPoint(compiled.Set!, new Unclassified(), new DecisionSettings(false))
            .Decide(new DecisionRequest { Policy = "p", Prompt = "x" }, GeneratedPolicies.Now, RouterState.Healthy).Decision!;

        Assert.Equal(["contextTokens.min", "outputTokens.min", "quality.min"], decision.Dropped.Select(given => given.Definition.Name));
    }

    private static Rule Default =>
        new(
            "default",
            0,
            null,
            [],
            [],
            false,
            new Selection(Objective.Price, [], FallbackRule.Default, CostRule.Default, default),
            "",
            false,
            default);

    private static Rule Preferring(string id, params (ConstraintDefinition Definition, int At)[] lines) => new(
        id,
        0,
        EmbeddedSource.FromCode("true"),
        [
            .. lines.Select(
                line => new ConstraintClause(
                    line.Definition,
                    new ConstraintValue.Number(1),
                    new SourceSpan(File, line.At, 1)) { Enforcement = Enforcement.Preferred }),
        ],
        [],
        false,
        null,
        "",
        false,
        default);

    private static RoutingPolicy Policy(string name, ImmutableArray<string> extends, ImmutableArray<Rule> rules) =>
        new(name, "", [], false, false, [.. extends.Select(parent => new ParentReference(parent, default))], [], [], rules, default);

    private sealed class Unclassified : IPromptClassifier
    {
        public string Digest => "none";

        public Classification Classify(in ClassifierInput prompt) => Classification.Unknown;
    }
}
