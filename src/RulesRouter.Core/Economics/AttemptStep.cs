using RulesRouter.Policies;

namespace RulesRouter.Economics;

/// <summary>
/// What one attempt adds to the expected total cost, and with what probability the chain continues after it. Both are linear in the reach.
/// </summary>
internal static class AttemptStep
{
    /// <summary>US dollars per unit of reach in a scenario, at least 0.</summary>
    public static double Spends(AttemptOption option, int scenario, CostRule terms) =>
        Spends(option.Success[scenario], option.CostUsd[scenario], option.Answers, option.EditsUsd, terms);

    /// <param name="right">P(its answer is right).</param>
    /// <param name="answers">P(it answers at all).</param>
    public static double Spends(double right, double costUsd, double answers, double editsUsd, CostRule terms) =>
        answers * (costUsd + terms.VerifyUsd
            + (right * (1 - terms.FalseReject) * editsUsd)
            + ((1 - right) * terms.FalseAccept * terms.WrongAcceptedUsd));

    /// <summary>The share of the reach that continues in a scenario, 0..1: no answer, or one that was rejected.</summary>
    public static double GoesOn(AttemptOption option, int scenario, CostRule terms) =>
        GoesOn(option.Success[scenario], option.Answers, terms);

    /// <param name="right">P(its answer is right).</param>
    /// <param name="answers">P(it answers at all).</param>
    public static double GoesOn(double right, double answers, CostRule terms) =>
        1 - answers + (answers * ((right * terms.FalseReject) + ((1 - right) * (1 - terms.FalseAccept))));

    /// <param name="reach">P(the attempt is reached and the scenario holds), per scenario.</param>
    /// <param name="success">P(its answer is right), per scenario.</param>
    /// <param name="costUsd">US dollars of an answered attempt: one figure if it is the same in every scenario, else one each.</param>
    /// <param name="next">Receives the reach of the attempt after it.</param>
    /// <returns>US dollars.</returns>
    public static double Take(
        ReadOnlySpan<double> reach,
        ReadOnlySpan<double> success,
        ReadOnlySpan<double> costUsd,
        double answers,
        double editsUsd,
        CostRule terms,
        Span<double> next)
    {
        var usd = 0.0;
        for (var scenario = 0; scenario < reach.Length; scenario++)
        {
            var cost = costUsd[costUsd.Length == 1 ? 0 : scenario];
            usd += reach[scenario] * Spends(success[scenario], cost, answers, editsUsd, terms);
            next[scenario] = reach[scenario] * GoesOn(success[scenario], answers, terms);
        }

        return usd;
    }
}
