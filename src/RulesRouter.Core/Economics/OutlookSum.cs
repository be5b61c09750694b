using System.Collections.Immutable;
using RulesRouter.Policies;

namespace RulesRouter.Economics;

/// <summary>Sums what is expected of a chain, attempt by attempt in their order.</summary>
internal ref struct OutlookSum
{
    private readonly CostRule terms;
    private readonly ImmutableArray<AttemptOutlook>.Builder? attempts;
    private Span<double> reach;
    private Span<double> next;
    private double total;
    private double solved;
    private double wrongAccepted;

    /// <param name="scratch">Two figures per scenario.</param>
    /// <param name="weights">Of the scenarios; they sum to 1.</param>
    /// <param name="length">Number of attempts; 0 if only the total is asked for.</param>
    public OutlookSum(Span<double> scratch, ReadOnlySpan<double> weights, CostRule terms, int length)
    {
        this.terms = terms;
        reach = scratch[..weights.Length];
        next = scratch[weights.Length..];
        weights.CopyTo(reach);
        attempts = length == 0 ? null : ImmutableArray.CreateBuilder<AttemptOutlook>(length);
    }

    /// <summary>US dollars of the task, if no attempt follows.</summary>
    public readonly double TotalUsd => total + (Unsolved * terms.UnsolvedUsd);

    private readonly double Unsolved
    {
        get
        {
            var sum = 0.0;
            foreach (var share in reach)
            {
                sum += share;
            }

            return sum;
        }
    }

    /// <param name="success">P(its answer is right), per scenario.</param>
    /// <param name="costUsd">US dollars of an answered attempt: one figure if it is the same in every scenario, else one each.</param>
    public void Add(scoped ReadOnlySpan<double> success, scoped ReadOnlySpan<double> costUsd, double answers, double editsUsd)
    {
        var usd = AttemptStep.Take(reach, success, costUsd, answers, editsUsd, terms, next);
        var (reached, right) = (0.0, 0.0);
        for (var scenario = 0; scenario < reach.Length; scenario++)
        {
            reached += reach[scenario];
            right += reach[scenario] * success[scenario];
        }

        solved += answers * right * (1 - terms.FalseReject);
        wrongAccepted += answers * (reached - right) * terms.FalseAccept;
        total += usd;
        attempts?.Add(new AttemptOutlook(reached, reached > 0 ? right / reached : 0, usd));
        var taken = reach;
        reach = next;
        next = taken;
    }

    public readonly ChainOutlook Outlook() => new(TotalUsd, solved, wrongAccepted, Unsolved, attempts?.ToImmutable() ?? []);
}
