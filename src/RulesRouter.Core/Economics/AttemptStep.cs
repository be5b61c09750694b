using RulesRouter.Policies;

namespace RulesRouter.Economics;

/// <summary>
/// What one attempt adds to the expected total cost, and with what probability the chain continues after it. Both are linear in the reach.
/// </summary>
internal static class AttemptStep
{
    /// <summary>US dollars per unit of reach in a scenario, at least 0.</summary>
    public static double Spends(AttemptOption option, int scenario, CostRule terms)
    {
        var right = option.Success[scenario];
        return option.Answers * (option.CostUsd[scenario] + terms.VerifyUsd
            + (right * (1 - terms.FalseReject) * option.EditsUsd)
            + ((1 - right) * terms.FalseAccept * terms.WrongAcceptedUsd));
    }

    /// <summary>The share of the reach that continues in a scenario, 0..1: no answer, or one that was rejected.</summary>
    public static double GoesOn(AttemptOption option, int scenario, CostRule terms)
    {
        var right = option.Success[scenario];
        return 1 - option.Answers + (option.Answers * ((right * terms.FalseReject) + ((1 - right) * (1 - terms.FalseAccept))));
    }

    /// <param name="reach">P(the attempt is reached and the scenario holds), per scenario.</param>
    /// <param name="next">Receives the reach of the attempt after it.</param>
    /// <returns>US dollars.</returns>
    public static double Take(ReadOnlySpan<double> reach, AttemptOption option, CostRule terms, Span<double> next)
    {
        var usd = 0.0;
        for (var scenario = 0; scenario < reach.Length; scenario++)
        {
            usd += reach[scenario] * Spends(option, scenario, terms);
            next[scenario] = reach[scenario] * GoesOn(option, scenario, terms);
        }

        return usd;
    }
}
