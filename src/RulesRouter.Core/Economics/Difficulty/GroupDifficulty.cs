namespace RulesRouter.Economics.Difficulty;

/// <summary>
/// How much harder a task is for one value of a credential's attribute than for all: normal around 0 with the standard deviation
/// <see cref="Deviations.Group"/>, so that few outcomes move it little. It is estimated after the shared difficulty and the deviations,
/// which follow from the outcomes of every value, and does not change them.
/// </summary>
internal static class GroupDifficulty
{
    private const int Steps = 20;
    private const double Prior = 1 / (Deviations.Group * Deviations.Group);

    /// <summary>Mean and variance in logits.</summary>
    /// <param name="outcomes">
    /// Of the value: the logit of success without the deviation, trials and successes, which may be fractions.
    /// </param>
    public static Belief Of(IReadOnlyCollection<(double Logit, double Trials, double Successes)> outcomes)
    {
        var (harder, precision) = (0.0, Prior);
        for (var step = 0; step < Steps; step++)
        {
            var pull = -harder * Prior;
            precision = Prior;
            foreach (var (logit, trials, successes) in outcomes)
            {
                var chance = Logit.ToChance(logit - harder);
                pull += (trials * chance) - successes;
                precision += trials * chance * (1 - chance);
            }

            harder += Math.Clamp(pull / precision, -1, 1);
        }

        return new Belief(harder, 1 / precision);
    }
}
