using System.Text.RegularExpressions;
using RulesRouter.Catalog;

namespace RulesRouter.Suites.Mining;

/// <summary>The task of a change, by the words of its message.</summary>
internal static partial class TaskOfChange
{
    /// <summary>A repair is debugging, a change of structure refactoring, and everything else writes code.</summary>
    public static TaskKind Of(string message) =>
        Repair().IsMatch(message) ? TaskKind.Debugging
        : Restructure().IsMatch(message) ? TaskKind.Refactor
        : TaskKind.CodeGeneration;

    [GeneratedRegex(
        @"\b(fix(es|ed|ing)?|bugs?|bugfix|hotfix|regression|crash(es|ed|ing)?|broken|repairs?|mends?|corrects?|wrong(ly)?|incorrect(ly)?|fails? (to|when|on|if)|off[- ]by[- ]one)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Repair();

    [GeneratedRegex(
        @"^\W*(refactor(ing|ed|s)?|rename|move|extract|split|simplify|clean ?up|inline|restructure|reorganise|reorganize|deduplicate|replace)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Restructure();
}
