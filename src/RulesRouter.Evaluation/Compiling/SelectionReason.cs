using RulesRouter.Names;
using RulesRouter.Objectives;
using RulesRouter.Policies;

namespace RulesRouter.Evaluation.Compiling;

/// <summary>The reason that a selecting rule adds to a decision; it depends on the rule alone.</summary>
internal static class SelectionReason
{
    /// <summary>Empty if the rule does not select.</summary>
    public static string Of(string layer, Rule rule) =>
        rule.Selection is { } selection ? $"rule {layer}/{rule.Id} selected {ObjectiveOf(selection)}{Suffix(rule)}" : "";

    /// <summary>The author's reason after a colon; empty if the rule has none.</summary>
    public static string Suffix(Rule rule) => rule.Reason.Length > 0 ? $": {rule.Reason}" : "";

    private static string ObjectiveOf(Selection selection) =>
        selection.Score is { } score ? $"the lowest score of script {score.Script}" : $"objective {EnumNames<Objective>.NameOf(selection.Objective)}";
}
