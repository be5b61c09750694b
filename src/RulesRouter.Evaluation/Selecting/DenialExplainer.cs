using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Decisions;
using RulesRouter.Policies;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Selecting;

/// <summary>Says which demands together left nobody, and what would have to change for somebody to be left (semantics 5).</summary>
internal static class DenialExplainer
{
    private const int MostChanges = 5;
    private const int MostNamed = 3;

    public static Denial Explain(Qualification qualification) => new(DenialCode.NoCandidate, [])
    {
        EmptiedByWhenAsked = () => [.. Irreducible(qualification).Select(check => new EmptyingDemand(qualification.Checks[check].Demand, qualification.RemovedBy(check)))],
        FeasibleIfWhenAsked = () => Changes(qualification),
    };

    /// <summary>Drops demands from the last declared on, as long as nobody is left without them.</summary>
    private static List<int> Irreducible(Qualification qualification)
    {
        var kept = Enumerable.Range(0, qualification.Checks.Length).Where(check => qualification.RemovedBy(check) > 0).ToList();
        for (var position = kept.Count - 1; position >= 0; position--)
        {
            var without = kept.Where((_, other) => other != position).ToHashSet();
            if (!qualification.Passing(without.Contains).Any())
            {
                kept.RemoveAt(position);
            }
        }

        return kept;
    }

    /// <summary>Changes to one demand each, where one is enough; else what the nearest endpoints lack.</summary>
    private static ImmutableArray<string> Changes(Qualification qualification)
    {
        if (qualification.Count == 0)
        {
            return ["the catalog held an endpoint"];
        }

        var single = Enumerable.Range(0, qualification.Checks.Length)
            .Select(check => (check, nearest: qualification.Passing(other => other != check).ToList()))
            .Where(option => option.nearest.Count > 0)
            .Select(option => Change(qualification, option.check, option.nearest))
            .ToList();
        if (single.Count > 0)
        {
            return [.. single.Take(MostChanges)];
        }

        return NearestOf(qualification);
    }

    /// <summary>What those lack that fail the fewest demands, told once for all that lack the same.</summary>
    private static ImmutableArray<string> NearestOf(Qualification qualification)
    {
        var all = Enumerable.Range(0, qualification.Count).ToList();
        var fewest = all.Min(index => qualification.FailedBy(index).Count());
        return
        [
            .. all.Where(index => qualification.FailedBy(index).Count() == fewest)
                .GroupBy(index => string.Join(" and ", qualification.FailedBy(index).Select(check => Lacking(qualification, check, index))))
                .OrderByDescending(same => same.Count())
                .Take(MostChanges)
                .Select(same => $"{Named(qualification, [.. same])} met {same.Key}"),
        ];
    }

    private static string Named(Qualification qualification, List<int> same)
    {
        var named = string.Join(", ", same.Take(MostNamed).Select(index => $"`{qualification[index].Endpoint.Id}`"));
        return same.Count switch
        {
            1 => named,
            <= MostNamed => $"one of {named}",
            _ => $"one of {named} and {same.Count - MostNamed} more",
        };
    }

    private static string Lacking(Qualification qualification, int check, int index) =>
        $"{qualification.Checks[check].Demand.Name} ({qualification.Checks[check].Demand.Wanted}; it is {qualification.Read(check, index)})";

    /// <summary>A bound that a figure just meets, of six digits where it is no whole number: rounding to the nearer might leave it out.</summary>
    private static double Admitting(double figure, bool isLeast)
    {
        if (figure == Math.Floor(figure))
        {
            return figure;
        }

        var step = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(figure))) - 5);
        var rounded = double.Parse(figure.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return isLeast
            ? rounded <= figure ? rounded : Rounded(rounded - step)
            : rounded >= figure ? rounded : Rounded(rounded + step);

        static double Rounded(double number) => double.Parse(number.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static string Change(Qualification qualification, int check, List<int> nearest)
    {
        var demand = qualification.Checks[check];
        if (demand.Demand.Name == "preferred")
        {
            return $"{string.Join(", ", demand.Demand.From)} considered `{qualification[nearest[0]].Endpoint.Id}` too";
        }

        var isLeast = demand.Row?.Definition.Kind == ConstraintKind.LowerBound;
        var numbers = nearest
            .Select(index => (value: demand.Figure(qualification[index], qualification.On), index))
            .Where(found => found.value is not null)
            .OrderBy(found => isLeast ? -found.value : found.value)
            .ToList();
        return demand.Row is { } row && numbers.Count > 0
            ? $"{demand.Demand.Name} were {NumberFormat.Of(Admitting(numbers[0].value!.Value, isLeast))} instead of {row.Value}: `{qualification[numbers[0].index].Endpoint.Id}` would qualify"
            : $"{demand.Demand.Name} ({demand.Demand.Wanted}) did not hold: `{qualification[nearest[0]].Endpoint.Id}` would qualify, where it is {qualification.Read(check, nearest[0])}";
    }
}
