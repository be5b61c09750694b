using System.Collections.Immutable;
using RulesRouter.Policies;

namespace RulesRouter.Economics;

/// <summary>What is expected of a chain.</summary>
/// <param name="TotalUsd">Expected total cost of the task.</param>
/// <param name="Solved">P(a right answer is accepted).</param>
/// <param name="WrongAccepted">P(a wrong answer is accepted).</param>
/// <param name="Unsolved">P(every attempt failed or was rejected).</param>
internal sealed record ChainOutlook(
    double TotalUsd,
    double Solved,
    double WrongAccepted,
    double Unsolved,
    ImmutableArray<AttemptOutlook> Attempts)
{
    /// <param name="chain">Options in the order of their attempts.</param>
    /// <param name="weights">Of the scenarios; they sum to 1.</param>
    public static ChainOutlook Of(ReadOnlySpan<AttemptOption> chain, ReadOnlySpan<double> weights, CostRule terms)
    {
        var sum = new OutlookSum(new double[2 * weights.Length], weights, terms, chain.Length);
        foreach (var option in chain)
        {
            sum.Add(option.Success.AsSpan(), option.CostUsd.AsSpan(), option.Answers, option.EditsUsd);
        }

        return sum.Outlook();
    }

    /// <summary>The expected total cost of a chain of one.</summary>
    public static double UsdOf(AttemptOption alone, ReadOnlySpan<double> weights, CostRule terms)
    {
        var (usd, unsolved) = (0.0, 0.0);
        for (var scenario = 0; scenario < weights.Length; scenario++)
        {
            usd += weights[scenario] * AttemptStep.Spends(alone, scenario, terms);
            unsolved += weights[scenario] * AttemptStep.GoesOn(alone, scenario, terms);
        }

        return usd + (unsolved * terms.UnsolvedUsd);
    }
}

/// <param name="Reach">P(it is attempted): all before it failed to answer or were rejected.</param>
/// <param name="Success">P(its answer is right), given that it is reached and answers.</param>
/// <param name="Usd">
/// What it adds to the expected total: reach times tokens, time and verification, and what its answer costs once accepted.
/// </param>
internal readonly record struct AttemptOutlook(double Reach, double Success, double Usd);
