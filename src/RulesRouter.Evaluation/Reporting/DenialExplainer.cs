using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Filtering;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Reporting;

/// <summary>Finds which filters together excluded every endpoint, and the smallest changes that make one eligible (semantics 5).</summary>
internal static class DenialExplainer
{
    private const int MaxChanges = 5;
    private const int MaxNamed = 3;

    /// <summary>An irreducible set of filters that excludes every endpoint.</summary>
    public static ImmutableArray<EmptyingConstraint> EmptiedBy(Eligibility eligibility) =>
        [
            .. Irreducible(eligibility)
                .Select(filter => new EmptyingConstraint(eligibility.Filters[filter].Constraint, eligibility.RemovedBy(filter)))];

    /// <summary>Changes to one filter each, if one is enough; else what the nearest endpoints violate.</summary>
    public static ImmutableArray<string> FeasibleIf(Eligibility eligibility)
    {
        if (eligibility.Count == 0)
        {
            return ["the catalog contains an endpoint"];
        }

        var single = Enumerable.Range(0, eligibility.Filters.Length)
            .Select(filter => (filter, nearest: eligibility.Passing(other => other != filter).ToList()))
            .Where(option => option.nearest.Count > 0)
            .Select(option => Change(eligibility, option.filter, option.nearest))
            .ToList();
        if (single.Count > 0)
        {
            return [.. single.Take(MaxChanges)];
        }

        return NearestEndpoints(eligibility);
    }

    /// <summary>Drops filters, last first, as long as the others still exclude every endpoint.</summary>
    private static List<int> Irreducible(Eligibility eligibility)
    {
        var kept = Enumerable.Range(0, eligibility.Filters.Length).Where(filter => eligibility.RemovedBy(filter) > 0).ToList();
        for (var position = kept.Count - 1; position >= 0; position--)
        {
            var without = kept.Where((_, other) => other != position).ToHashSet();
            if (!eligibility.Passing(without.Contains).Any())
            {
                kept.RemoveAt(position);
            }
        }

        return kept;
    }

    /// <summary>What the endpoints that fail the fewest filters violate, grouped.</summary>
    private static ImmutableArray<string> NearestEndpoints(Eligibility eligibility)
    {
        var all = Enumerable.Range(0, eligibility.Count).ToList();
        var fewest = all.Min(index => eligibility.FailedBy(index).Count());
        return
        [
            .. all.Where(index => eligibility.FailedBy(index).Count() == fewest)
                .GroupBy(index => string.Join(" and ", eligibility.FailedBy(index).Select(filter => Violation(eligibility, filter, index))))
                .OrderByDescending(same => same.Count())
                .Take(MaxChanges)
                .Select(same => $"{Named(eligibility, [.. same])} satisfies {same.Key}"),
        ];
    }

    private static string Named(Eligibility eligibility, List<int> same)
    {
        var named = string.Join(", ", same.Take(MaxNamed).Select(index => $"`{eligibility[index].Endpoint.Id}`"));
        return same.Count switch
        {
            1 => named,
            <= MaxNamed => $"one of {named}",
            _ => $"one of {named} and {same.Count - MaxNamed} more",
        };
    }

    private static string Violation(Eligibility eligibility, int filter, int index) =>
        $"{eligibility.Filters[filter].Constraint.Name} ({eligibility.Filters[filter].Constraint.Wanted}; found {Found(eligibility, filter, index)})";

    /// <summary>What a filter reads, and where to state it if the catalog does not.</summary>
    private static string Found(Eligibility eligibility, int filter, int index)
    {
        var missing = eligibility.Filters[filter].Row?.Definition.MissingFrom(eligibility[index].Endpoint);
        return $"{eligibility.Read(filter, index)}{(missing is null ? "" : $": state `{missing}` of the endpoint in the catalog")}";
    }

    /// <summary>The tightest bound of six significant digits that admits a figure.</summary>
    private static double Admitting(double figure, bool isMinimum)
    {
        if (figure == Math.Floor(figure))
        {
            return figure;
        }

        var step = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(figure))) - 5);
        var rounded = double.Parse(figure.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return isMinimum
            ? rounded <= figure ? rounded : Rounded(rounded - step)
            : rounded >= figure ? rounded : Rounded(rounded + step);

        static double Rounded(double number) =>
            double.Parse(number.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static string Change(Eligibility eligibility, int index, List<int> nearest)
    {
        var filter = eligibility.Filters[index];
        if (filter.Constraint.Name == "preferred")
        {
            return $"{string.Join(", ", filter.Constraint.From)} prefers `{eligibility[nearest[0]].Endpoint.Id}` too";
        }

        var isMinimum = filter.Row?.Definition.Kind == ConstraintKind.LowerBound;
        var numbers = nearest
            .Select(candidate => (value: filter.Figure(eligibility[candidate], eligibility.Estimator), candidate))
            .Where(found => found.value is not null)
            .OrderBy(found => isMinimum ? -found.value : found.value)
            .ToList();
        return filter.Row is { Spent: not { AttemptsUsd: double.PositiveInfinity } } row && numbers.Count > 0
            ? $"{filter.Constraint.Name} is {NumberFormat.Of(Admitting(Needed(row, numbers[0].value!.Value), isMinimum))} instead of {Present(row)}: `{eligibility[numbers[0].candidate].Endpoint.Id}` becomes eligible"
            : $"{filter.Constraint.Name} ({filter.Constraint.Wanted}) does not apply: `{eligibility[nearest[0]].Endpoint.Id}` becomes eligible, found {Found(eligibility, index, nearest[0])}";
    }

    /// <summary>The bound that admits a figure: a budget pays for the attempts too.</summary>
    private static double Needed(CombinedConstraint row, double figure) =>
        row.Spent is { } spent ? Usd.Sum(figure, spent.AttemptsUsd) : figure;

    private static string Present(CombinedConstraint row) =>
        row.Spent is { } spent ? NumberFormat.Of(spent.BudgetUsd) : row.Value.ToString();
}
