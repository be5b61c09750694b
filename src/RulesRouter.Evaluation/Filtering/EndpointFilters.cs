using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Filtering;

/// <summary>All filters of one request: applied at once when deciding, one by one when explaining.</summary>
/// <param name="rules">Constraints of the matched rules; shared with other requests.</param>
/// <param name="requested">Constraints of the request.</param>
/// <param name="keepsRequestedModel">Only endpoints of the model that the client named pass.</param>
/// <param name="budgets">The budgets of the policy.</param>
internal sealed class EndpointFilters(
    ConstraintSet rules,
    ImmutableArray<CombinedConstraint> requested,
    CompiledRule selecting,
    DecisionRequest request,
    RouterState state,
    bool keepsRequestedModel,
    ImmutableArray<BudgetReading> budgets)
{
    private static readonly EndpointFilter[] NoFilters = [];

    private readonly ImmutableArray<CombinedConstraint> rows =
        budgets.IsEmpty ? requested : [.. requested, .. CombinedEffects.RowsOf(budgets)];

    /// <summary>Source of filters that neither rule nor request sets.</summary>
    public static ImmutableSortedSet<string> FromService { get; } = ImmutableSortedSet.Create(StringComparer.Ordinal, "service");

    /// <summary>Constraints of rules and request, combined.</summary>
    public ConstraintSet Constraints => rules.With(rows);

    /// <summary>The same filters with another rule's preferences.</summary>
    public EndpointFilters By(CompiledRule other) => new(rules, requested, other, request, state, keepsRequestedModel, budgets);

    /// <summary>The same filters as if the policy had no budgets.</summary>
    public EndpointFilters WithoutBudgets() => new(rules, requested, selecting, request, state, keepsRequestedModel, []);

    /// <summary>The endpoints that pass every filter.</summary>
    public EndpointBits Passing(Estimator estimator)
    {
        var remaining = Satisfying(estimator);
        foreach (var check in Others())
        {
            check.Narrow(remaining, estimator);
        }

        return remaining;
    }

    /// <summary>The endpoints that satisfy every constraint, before other filters.</summary>
    public EndpointBits Satisfying(Estimator estimator)
    {
        var shared = estimator.View.Satisfying(rules);
        var remaining = shared.Satisfying.Copy();
        foreach (var row in shared.Open)
        {
            ConstraintNarrowing.Narrow(row, remaining, estimator);
        }

        foreach (var row in rows)
        {
            ConstraintNarrowing.Narrow(row, remaining, estimator);
        }

        return remaining;
    }

    /// <summary>How many endpoints each filter excludes, and none before it: every excluded endpoint counts once.</summary>
    public ImmutableArray<ExclusionCount> Exclusions(Estimator estimator)
    {
        var shared = estimator.View.Satisfying(rules);
        var counts = ImmutableArray.CreateBuilder<ExclusionCount>();
        counts.AddRange(shared.Excluded);
        var remaining = shared.Satisfying.Copy();
        var left = remaining.Count();
        foreach (var row in shared.Open.Concat(rows))
        {
            ConstraintNarrowing.Narrow(row, remaining, estimator);
            Add(row.Definition.Name);
        }

        foreach (var check in Others())
        {
            check.Narrow(remaining, estimator);
            if (remaining.Count() < left)
            {
                Add(check.Constraint.Name);
            }
        }

        return counts.ToImmutable();

        void Add(string name)
        {
            if (left - remaining.Count() is > 0 and var excluded)
            {
                counts.Add(new ExclusionCount(name, excluded));
                left -= excluded;
            }
        }
    }

    /// <summary>In the order in which exclusions are attributed: rules first, as an author can change them.</summary>
    public ImmutableArray<EndpointFilter> All() => [.. Constraints.Rows.Select(row => new ConstraintFilter(row)), .. Others()];

    private EndpointFilter[] Others() =>
    [
        new PreferenceFilter(selecting),
        ServedFilter.Instance,
        request.Api == EndpointApi.Chat ? ChatFilter.Instance : new ApiFilter(request.Api),
        WindowFilter.Instance,
        new HealthyFilter(state),
        .. CallableFilter.Applies(request, state) ? [new CallableFilter(request, state)] : NoFilters,
        .. request.Dialects is { } dialects ? [new DialectFilter(dialects)] : NoFilters,
        .. request.BoundTo is { } endpoint ? [new BoundFilter(endpoint)] : NoFilters,
        .. keepsRequestedModel ? [new RequestedModelFilter(selecting, request.RequestedModel!)] : NoFilters,
        .. request.Attempts.IsEmpty
            ? NoFilters
            :
            [
                new UntriedFilter(request),
                new RejectedModelFilter(request),
                new RetriableFilter(selecting, request),
                new HopsLeftFilter(selecting, request),
            ],
        .. budgets.IsEmpty ? NoFilters : [.. budgets.Where(BudgetFilter.Applies).Select(budget => new BudgetFilter(budget))],
    ];
}
