using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace RulesRouter.Suites.Mining;

/// <summary>
/// Removes from a description of a change what reveals its solution: code that the change adds, and names that only the change knows. A
/// sentence or line is removed whole. What the tests or the state before the change contain is no secret.
/// </summary>
internal sealed partial class Instruction
{
    /// <summary>Fewer words than this do not say what to do.</summary>
    private const int MinWords = 3;

    /// <summary>So many consecutive parts of an added line are no coincidence.</summary>
    private const int RevealingParts = 5;

    /// <summary>Shorter names are words of the language that happen to be names.</summary>
    private const int MinNameLength = 6;

    private readonly FrozenSet<string> addedRuns;
    private readonly FrozenSet<string> newNames;

    /// <param name="goldPatch">The change without its tests, as a git patch.</param>
    /// <param name="testPatch">The change of the tests: what it contains, the person under test may know.</param>
    /// <param name="before">The contents of the changed files before the change.</param>
    public Instruction(string goldPatch, string testPatch, IEnumerable<string> before)
    {
        var known = Parts(testPatch).ToHashSet(StringComparer.Ordinal);
        var knownRuns = Runs(testPatch.Split('\n')).ToHashSet(StringComparer.Ordinal);
        foreach (var content in before)
        {
            known.UnionWith(Parts(content));
            knownRuns.UnionWith(Runs(content.Split('\n')));
        }

        var added = goldPatch.Split('\n')
            .Where(line => line.StartsWith('+') && !line.StartsWith("+++", StringComparison.Ordinal))
            .Select(line => line[1..])
            .ToList();
        addedRuns = Runs(added).Where(run => !knownRuns.Contains(run)).ToFrozenSet(StringComparer.Ordinal);
        newNames = added.SelectMany(Parts).Where(part => IsCompoundName(part) && !known.Contains(part)).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The description without what reveals the solution; null if too little is left to say what to do.</summary>
    /// <param name="wasCut">Whether something was removed.</param>
    public string? Without(string description, out bool wasCut)
    {
        var kept = new List<string>();
        wasCut = false;
        foreach (var line in WithoutDiffs(description).Split('\n'))
        {
            var sentences = Sentence().Matches(line).Select(match => match.Value).ToList();
            var left = sentences.Where(sentence => !Reveals(sentence)).ToList();
            wasCut |= left.Count < sentences.Count;
            if (left.Count > 0 || sentences.Count == 0)
            {
                kept.Add(string.Concat(left).TrimEnd());
            }
        }

        wasCut |= WithoutDiffs(description).Length < description.Length;
        var text = BlankLines().Replace(string.Join('\n', kept), "\n\n").Trim();
        return Word().Count(text) < MinWords ? null : text;
    }

    private bool Reveals(string sentence) => Parts(sentence).Any(newNames.Contains) || Runs([sentence]).Any(addedRuns.Contains);

    /// <summary>A pasted diff is the solution, or a part of it.</summary>
    private static string WithoutDiffs(string description) => PastedDiff().Replace(description, "");

    private static IEnumerable<string> Runs(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            var parts = Parts(line).ToList();
            for (var start = 0; start + RevealingParts <= parts.Count; start++)
            {
                var run = parts[start..(start + RevealingParts)];
                // Five words of prose in a comment of the change are no code.
                if (run.Exists(part => !char.IsLetterOrDigit(part[0]) && part[0] != '_'))
                {
                    yield return string.Join(' ', run);
                }
            }
        }
    }

    private static bool IsCompoundName(string part) =>
        part.Length >= MinNameLength && (part.AsSpan(1, part.Length - 2).Contains('_') || Hump().IsMatch(part));

    private static IEnumerable<string> Parts(string code) => Part().Matches(code).Select(match => match.Value);

    /// <summary>A name, a number, or an operator; quotation marks, commas and full stops of prose are none.</summary>
    [GeneratedRegex(@"[\p{L}_][\p{L}\p{N}_]*|\p{N}+|[=<>!&|+\-*/%^~?:]+|[(){}\[\];]", RegexOptions.CultureInvariant)]
    private static partial Regex Part();

    [GeneratedRegex(@"\p{Ll}\p{Lu}", RegexOptions.CultureInvariant)]
    private static partial Regex Hump();

    [GeneratedRegex(@"[^.!?]*(?:[.!?](?!\s|$)[^.!?]*)*[.!?]*\s*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\p{L}{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"\n{3,}", RegexOptions.CultureInvariant)]
    private static partial Regex BlankLines();

    [GeneratedRegex(
        @"(?m)^(```diff\n[\s\S]*?^```|diff --git .*(\n(index|---|\+\+\+|@@|[ +\-\\]).*)*|@@ -\d.*(\n[ +\-\\].*)*)\n?",
        RegexOptions.CultureInvariant)]
    private static partial Regex PastedDiff();
}
