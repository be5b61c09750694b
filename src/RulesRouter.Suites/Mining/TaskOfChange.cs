using System.Text.RegularExpressions;
using RulesRouter.Catalog;

namespace RulesRouter.Suites.Mining;

/// <summary>The task of a change, by the words of its message.</summary>
internal static partial class TaskOfChange
{
    /// <summary>
    /// A repair is debugging, a change that calls itself one of structure alone refactoring, and everything else writes code. Words such as
    /// "replace", "move" and "simplify" also begin changes of behaviour, so they do not make a refactoring.
    /// </summary>
    public static TaskKind Of(string message) =>
        Repair().IsMatch(message) ? TaskKind.Debugging
        : Restructure().IsMatch(message) ? TaskKind.Refactor
        : TaskKind.CodeGeneration;

    [GeneratedRegex(
        @"\b(fix(es|ed|ing)?|bugs?|bugfix|hotfix|regression|crash(es|ed|ing)?|broken|repairs?|mends?|corrects?|wrong(ly)?|incorrect(ly)?|fails? (to|when|on|if)|off[- ]by[- ]one)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Repair();

    [GeneratedRegex(
        @"^\W*(refactor(ing|ed|s)?|rename|clean ?up|inline|restructure|reorganise|reorganize|deduplicate)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Restructure();
}
