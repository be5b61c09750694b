using RulesRouter.Classifiers.Training.Data;

namespace RulesRouter.Classifiers.Tests;

/// <summary>
/// Outcomes drawn with a seed: word problems that are harder the more steps they have, for three models of rising ability.
/// </summary>
internal static class DrawnOutcomes
{
    private static readonly string[] Steps =
        [
            "He buys {0} apples.",
            "She gives away {0} marbles.",
            "They drive {0} miles in {1} hours.",
            "Each box holds {0} pens.",
            "Half of {0} are red.",
        ];

    /// <param name="flip">Makes short problems the hard ones: outcomes that contradict what was learned without it.</param>
    public static List<OutcomeRow> Draw(int rows, int seed, bool flip = false)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(at => Row(random, $"{seed}-{at}", flip))];
    }

    private static OutcomeRow Row(Random random, string id, bool flip)
    {
        var steps = random.Next(1, 9);
        var text = string.Join(" ", Enumerable.Range(0, steps)
            .Select(_ => string.Format(Steps[random.Next(Steps.Length)], random.Next(2, 90), random.Next(2, 9))));
        var difficulty = flip ? 9 - steps : steps;
        double Solved(double ability) => random.NextDouble() < 1 / (1 + Math.Exp(difficulty - ability)) ? 1 : 0;
        return new OutcomeRow
        {
            DataSet = "drawn",
            Source = "drawn",
            Id = id,
            Group = id,
            Task = "reasoning",
            Prompt = text + " How many are left?",
            Outcomes = new Dictionary<string, double> { ["small"] = Solved(2.5), ["middle"] = Solved(4.5), ["large"] = Solved(7) },
            OutChars = new Dictionary<string, double> { ["large"] = 100 * steps },
        };
    }
}
