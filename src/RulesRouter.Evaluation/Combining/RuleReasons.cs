using System.Collections.Immutable;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Evaluation.Combining;

/// <summary>The reasons that matched rules add to a decision; they depend on the rules alone.</summary>
internal static class RuleReasons
{
    /// <summary>One sentence per rule that constrains, obliges or denies, except defaults.</summary>
    public static ImmutableArray<string> Of(ImmutableArray<(CompiledRule Rule, Truth Truth)> protecting) =>
    [
        .. protecting
            .Where(one => !one.Rule.Rule.IsDefault)
            .Select(one => $"rule {one.Rule.QualifiedId} {Effects(one.Rule.Rule)}{(one.Truth == Truth.Unknown ? " because its condition is unknown" : "")}{SelectionReason.Suffix(one.Rule.Rule)}"),
    ];

    private static string Effects(Rule rule) => string.Join(" and ", new[]
    {
        rule.Denies ? "denied" : "",
        Constrained(rule, Enforcement.Required, "constrained"),
        Constrained(rule, Enforcement.Preferred, "preferred"),
        Constrained(rule, Enforcement.Advisory, "advised"),
        rule.Obligations.IsEmpty ? "" : $"obliged {string.Join(", ", rule.Obligations.Select(clause => clause.Definition.Name))}",
    }.Where(part => part.Length > 0));

    private static string Constrained(Rule rule, Enforcement level, string verb)
    {
        var names = rule.Constraints.Where(clause => clause.Enforcement == level).Select(clause => clause.Definition.Name).ToList();
        return names.Count == 0 ? "" : $"{verb} {string.Join(", ", names)}";
    }
}
