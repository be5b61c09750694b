using System.Collections.Immutable;

namespace RulesRouter.Economics;

/// <summary>
/// Which options can stand in a best chain. One is dominated by another that is no dearer and no less likely right in any scenario and
/// draw: in a best chain the better one stands too, so an option with as many dominators as the chain has places stands in none.
/// </summary>
internal static class Dominance
{
    /// <returns>Indices in ascending order of mean cost, and per option the options that dominate it.</returns>
    public static (ImmutableArray<int> Considered, ImmutableArray<int>[] Dominators) Band(ChainQuestion question, int longest)
    {
        var options = question.Options;
        var dominators = new ImmutableArray<int>[options.Length];
        var considered = ImmutableArray.CreateBuilder<int>();
        for (var index = 0; index < options.Length; index++)
        {
            dominators[index] = Holds(question) ? DominatorsOf(options, index, longest) : [];
            if (dominators[index].Length < longest && !dominators[index].Any(better => SameKey(options[better], options[index])))
            {
                considered.Add(index);
            }
        }

        return ([.. considered.OrderBy(index => options[index].CostUsd.Average()).ThenBy(index => index)], dominators);
    }

    /// <summary>Edits can make a right answer dearer than a failure, and a verifier worse than chance a wrong one cheaper: then nothing dominates.</summary>
    private static bool Holds(ChainQuestion question) =>
        question.Terms.FalseAccept + question.Terms.FalseReject <= 1
        && question.Terms.WrongAcceptedUsd >= question.Terms.UnsolvedUsd
        && question.Options.All(option => option.EditsUsd == 0);

    private static ImmutableArray<int> DominatorsOf(ImmutableArray<AttemptOption> options, int index, int longest)
    {
        var found = ImmutableArray.CreateBuilder<int>();
        for (var other = 0; other < options.Length && found.Count < longest; other++)
        {
            if (other != index && Dominates(options[other], options[index], tieGoesToFirst: other < index))
            {
                found.Add(other);
            }
        }

        return found.ToImmutable();
    }

    private static bool Dominates(AttemptOption better, AttemptOption worse, bool tieGoesToFirst)
    {
        if (better.Answers != worse.Answers || better.WorstCaseUsd > worse.WorstCaseUsd || !(SameKey(better, worse) || (better.ClashKey is null && worse.ClashKey is null)))
        {
            return false;
        }

        var strictly = false;
        for (var at = 0; at < better.CostUsd.Length; at++)
        {
            if (better.CostUsd[at] > worse.CostUsd[at])
            {
                return false;
            }

            strictly |= better.CostUsd[at] < worse.CostUsd[at];
        }

        for (var at = 0; at < better.Success.Length; at++)
        {
            if (better.Success[at] < worse.Success[at])
            {
                return false;
            }

            strictly |= better.Success[at] > worse.Success[at];
        }

        return strictly || tieGoesToFirst;
    }

    private static bool SameKey(AttemptOption one, AttemptOption other) => one.ClashKey is not null && one.ClashKey == other.ClashKey;
}
