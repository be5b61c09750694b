using System.Collections.Immutable;
using RulesRouter.Verification.Coverage;

namespace RulesRouter.Cli.Rendering;

/// <summary>Prints suggested cases as YAML, policy by policy; each says what it is for.</summary>
internal static class SuggestionText
{
    public static void Write(TextWriter to, ImmutableArray<SuggestedCase> suggestions)
    {
        if (suggestions.IsEmpty)
        {
            to.WriteLine("# every rule, branch, deciding comparison and region that a request can reach is covered");
        }

        foreach (var policy in suggestions.GroupBy(suggestion => suggestion.Policy))
        {
            to.WriteLine($"# {policy.Key}: paste what follows under `cases:` of a test suite with `policy: {policy.Key}`, and check that it is what you want");
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
