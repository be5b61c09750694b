using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Compiling;

/// <summary>The reason that a rule adds to a decision by what it constrains, obliges or denies; it depends on the rule alone.</summary>
internal static class ProtectionReason
{
    /// <param name="isUnknown">The condition is unknown, which counts as matched.</param>
    public static string Of(string layer, Rule rule, bool isUnknown) =>
        $"rule {layer}/{rule.Id} {Effects(rule)}{(isUnknown ? " because its condition is unknown" : "")}{SelectionReason.Suffix(rule)}";

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
