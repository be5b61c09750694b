using System.Collections.Immutable;

namespace RulesRouter.Economics;

/// <summary>
/// Which options a best chain may need. One is dominated by another that is no dearer and no less likely right in any scenario: put in
/// its place, the better one makes no chain dearer. The place is barred only where another member of the chain is, or clashes with,
/// the better one; so whoever has more such betters than a chain's other members can bar is needed in none.
/// </summary>
internal static class Dominance
{
    /// <returns>Indices, in ascending order of mean cost.</returns>
    public static ImmutableArray<int> Undominated(ChainQuestion question, int longest)
    {
        var options = question.Options;
        var all = Enumerable.Range(0, options.Length).OrderBy(index => options[index].CostUsd.Average()).ThenBy(index => index).ToList();
        if (!Holds(question))
        {
            return [.. all];
        }

        // Of betters that clash with none of each other a member bars one, or one per key it has.
        var bars = Math.Max(1, options.Select(option => option.ClashKeys.Length).DefaultIfEmpty(0).Max());
        var enough = (bars * (longest - 1)) + 1;
        return [.. all.Where(index => !IsDominated(options, index, all, enough))];
    }

    /// <summary>Edits can make a right answer dearer than a failure, and a verifier worse than chance a wrong one cheaper: then nothing dominates.</summary>
    private static bool Holds(ChainQuestion question) =>
        question.Terms.FalseAccept + question.Terms.FalseReject <= 1
        && question.Terms.WrongAcceptedUsd >= question.Terms.UnsolvedUsd
        && question.Options.All(option => option.EditsUsd == 0);

    private static bool IsDominated(ImmutableArray<AttemptOption> options, int index, List<int> cheapestFirst, int enough)
    {
        var apart = new List<AttemptOption>();
        foreach (var other in cheapestFirst)
        {
            var better = options[other];
            if (other == index || !Dominates(better, options[index], tieGoesToFirst: other < index))
            {
                continue;
            }

            // Nobody bars it who would not have barred the worse one too.
            if (better.ClashKeys.Length > 0 && better.ClashKeys.All(options[index].ClashKeys.Contains))
            {
                return true;
            }

            if (!apart.Exists(better.ClashesWith))
            {
                apart.Add(better);
            }

            if (apart.Count >= enough)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Dominates(AttemptOption better, AttemptOption worse, bool tieGoesToFirst)
    {
        if (better.Answers != worse.Answers || better.WorstCaseUsd > worse.WorstCaseUsd)
        {
            return false;
        }

        var strictly = false;
        for (var at = 0; at < better.CostUsd.Length; at++)
        {
            if (better.CostUsd[at] > worse.CostUsd[at] || better.Success[at] < worse.Success[at])
            {
                return false;
            }

            strictly |= better.CostUsd[at] < worse.CostUsd[at] || better.Success[at] > worse.Success[at];
        }

        return strictly || tieGoesToFirst;
    }
}
