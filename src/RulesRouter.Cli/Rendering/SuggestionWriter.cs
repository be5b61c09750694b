using System.Collections.Immutable;
using RulesRouter.Verification.Coverage;

namespace RulesRouter.Cli.Rendering;

/// <summary>Prints suggested cases as YAML, by policy, each with its purpose.</summary>
internal static class SuggestionWriter
{
    public static void Write(TextWriter to, ImmutableArray<SuggestedCase> suggestions)
    {
        if (suggestions.IsEmpty)
        {
            to.WriteLine("# every rule, branch, deciding comparison and region that a request can reach is covered");
        }

        foreach (var policy in suggestions.GroupBy(suggestion => suggestion.Policy))
        {
            to.WriteLine(
                $"# {policy.Key}: paste these under `cases:` of a test suite with `policy: {policy.Key}`, and check that they express what you want");
            foreach (var suggestion in policy)
            {
                foreach (var other in suggestion.Meets.Skip(1))
                {
                    to.WriteLine($"    # also: {other}");
                }

                to.Write(suggestion.Text);
                to.WriteLine();
            }
        }
    }
}
