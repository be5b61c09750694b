using System.Collections.Immutable;

namespace RulesRouter.Cli.Reference;

/// <summary>The operators and functions of conditions, for the reference.</summary>
internal static class ConditionWords
{
    /// <param name="Example">A regular expression that finds a use.</param>
    public sealed record Word(string Name, string Description, string Example);

    public static ImmutableArray<Word> All { get; } =
    [
        new("a and b", "both are true; unknown where neither is false and one is unknown", @"\band\b"),
        new("a or b", "one is true; unknown where neither is true and one is unknown", @"\bor\b"),
        new("not a", "the opposite; unknown stays unknown", @"\bnot\b"),
        new("a == b, a != b", "equal, not equal: numbers, strings, booleans, and enums with their values in double quotes", "[!=]="),
        new("a < b, a <= b, a > b, a >= b", "order of numbers, and of an enum's values in the order they are declared", "[<>]"),
        new("a in (b, c)", "equal to one of the list", @"\bin \("),
        new("+ - * /", "arithmetic on numbers; a divisor must be a constant other than zero", @"\w [-+*/] \w"),
        new("has(a)", "the fact is known; never unknown itself", @"\bhas\("),
        new("a == null, a != null", "the fact is unknown, or known; never unknown themselves", @"[!=]= null"),
        new("StartsWith", "`text.StartsWith(\"x\")`: the string starts with it, case-sensitive", @"\.StartsWith\("),
        new("EndsWith", "`text.EndsWith(\"x\")`: the string ends with it, case-sensitive", @"\.EndsWith\("),
        new("Contains", "`text.Contains(\"x\")`: the string contains it; `set.Contains(\"x\")`: the set has the member", @"\.Contains\("),
        new("ToLower", "`text.ToLower()`: in lower case (invariant culture)", @"\.ToLower\(\)"),
        new("ToUpper", "`text.ToUpper()`: in upper case (invariant culture)", @"\.ToUpper\(\)"),
        new("Length", "`text.Length`: number of UTF-16 units", @"\.Length\b"),
        new(
            "prompt.contains",
            "`prompt.contains(\"x\", \"y\")`: the request contains one of the texts, ignoring case; `prompt.systemContains` and `prompt.anywhereContains` read the system text and all text; derived",
            @"\bprompt\.\w*[cC]ontains\("),
        new(
            "prompt.matches",
            "`prompt.matches(\"x\")`: the request matches a regular expression without backreferences and lookarounds, in linear time; `prompt.systemMatches`, `prompt.anywhereMatches`; derived",
            @"\bprompt\.\w*[mM]atches\("),
        new("param.name", "the value of a parameter of the policy; see `spec.parameters`", @"\bparam\."),
        new("name.hour", "the time of a clock of the policy; see `spec.clocks`", @"\.hour\b"),
        new("script.name(a, b)", "the result of a script of the policy; see `spec.scripts`", @"\bscript\."),
    ];
}
