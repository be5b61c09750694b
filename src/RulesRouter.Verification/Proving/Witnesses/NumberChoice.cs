using RulesRouter.Verification.Proving.Encoding;

namespace RulesRouter.Verification.Proving.Witnesses;

/// <summary>Numbers to stand for a cell, the most readable first.</summary>
internal static class NumberChoice
{
    /// <summary>Facts by which a request limits itself: the more, the fewer endpoints they rule out.</summary>
    private static readonly Dictionary<string, double> Generous = new(StringComparer.Ordinal) { ["deadlineMs"] = 600_000, ["maxCostUsd"] = 1_000 };

    public static double Representative(FactVariable fact) => Candidates(fact).First();

    public static IEnumerable<double> Candidates(FactVariable fact)
    {
        var domain = fact.Number!.Domain;
        var (lowIndex, highIndex) = fact.Number.Cell();
        var (low, high) = (domain[lowIndex], domain[highIndex]);
        var wanted = Generous.GetValueOrDefault(fact.Fact.Name, low > 0 ? low : high < 0 ? high : 0);
        return new[] { Math.Clamp(wanted, low, high) }
            .Concat(Round(low, high))
            .Append(low)
            .Append(high)
            .Select(value => Within(domain, value, lowIndex, highIndex));
    }

    /// <summary>Numbers within bounds with as few digits as there are.</summary>
    private static IEnumerable<double> Round(double low, double high)
    {
        for (var digits = 0; digits <= 6; digits++)
        {
            var scale = Math.Pow(10, digits);
            var up = Math.Ceiling(low * scale) / scale;
            if (double.IsFinite(up) && up >= low && up <= high)
            {
                yield return up;
                yield return Math.Clamp(Math.Floor(high * scale) / scale, low, high);
                yield return Math.Clamp(Math.Round((low + Math.Min(high, low + 1000)) / 2 * scale) / scale, low, high);
                yield break;
            }
        }
    }

    private static double Within(NumberDomain domain, double value, long low, long high) => domain[Math.Clamp(domain.AtMost(value), low, high)];
}
