using RulesRouter.Verification.Proving.Encoding;

namespace RulesRouter.Verification.Proving.Searching;

/// <summary>Numbers that represent a cell, the most readable first.</summary>
internal static class NumberChoice
{
    /// <summary>Limits that a request sets: large values exclude the fewest endpoints.</summary>
    private static readonly Dictionary<string, double> Generous = new(StringComparer.Ordinal)
    {
        ["deadlineMs"] = 600_000,
        ["maxCostUsd"] = 1_000,
    };

    public static double Representative(FactVariable fact) => Candidates(fact).First();

    public static IEnumerable<double> Candidates(FactVariable fact)
    {
        var domain = fact.Number!.Domain;
        var (lowIndex, highIndex) = fact.Number.Cell();
        var (low, high) = (domain[lowIndex], domain[highIndex]);
        var wanted = Generous.GetValueOrDefault(fact.Fact.Name, low > 0 ? low : high < 0 ? high : 0);
        return (wanted >= low && wanted <= high ? [wanted] : Round(low, high, upwards: wanted < low))
            .Concat(Round(low, high, upwards: true))
            .Concat(Round(low, high, upwards: false))
            .Append(low)
            .Append(high)
            .Select(value => Within(domain, value, lowIndex, highIndex));
    }

    /// <summary>The smallest or largest number within bounds that has the fewest decimals.</summary>
    private static IEnumerable<double> Round(double low, double high, bool upwards)
    {
        for (var digits = 0; digits <= 6; digits++)
        {
            var scale = Math.Pow(10, digits);
            var round = (upwards ? Math.Ceiling(low * scale) : Math.Floor(high * scale)) / scale;
            if (double.IsFinite(round) && round >= low && round <= high)
            {
                return [round];
            }
        }

        return [];
    }

    private static double Within(NumberDomain domain, double value, long low, long high) =>
        domain[Math.Clamp(domain.AtMost(value), low, high)];
}
