using RulesRouter.Policies;

namespace RulesRouter.Economics;

/// <summary>What one attempt adds to the expected total cost, and with what probability the chain goes on after it.</summary>
internal static class AttemptStep
{
    /// <param name="reach">P(the attempt is reached and the scenario holds), per scenario.</param>
    /// <param name="next">Receives the reach of the attempt after it.</param>
    /// <returns>US dollars.</returns>
    public static double Take(ReadOnlySpan<double> reach, AttemptOption option, CostRule terms, Span<double> next)
    {
        var success = option.Success.AsSpan();
        var cost = option.CostUsd.AsSpan();
        var usd = 0.0;
        for (var scenario = 0; scenario < reach.Length; scenario++)
        {
            var answered = reach[scenario] * option.Answers;
            var right = answered * success[scenario];
            var wrong = answered - right;
            usd += (answered * (cost[scenario] + terms.VerifyUsd))
                + (right * (1 - terms.FalseReject) * option.EditsUsd)
                + (wrong * terms.FalseAccept * terms.WrongAcceptedUsd);
            next[scenario] = reach[scenario] - answered + (right * terms.FalseReject) + (wrong * (1 - terms.FalseAccept));
        }

        return usd;
    }

    /// <summary>
    /// Below what no continuation can go, per unit of reach: the cheapest of giving up and of repeating one option for ever, were the
    /// scenario known.
    /// </summary>
    public static double Floor(AttemptOption option, double success, double costUsd, CostRule terms)
    {
        var once = option.Answers * (costUsd + terms.VerifyUsd
            + (success * (1 - terms.FalseReject) * option.EditsUsd)
            + ((1 - success) * terms.FalseAccept * terms.WrongAcceptedUsd));
        var leaves = option.Answers * ((success * (1 - terms.FalseReject)) + ((1 - success) * terms.FalseAccept));
        return leaves > 0 ? once / leaves : double.PositiveInfinity;
    }
}
