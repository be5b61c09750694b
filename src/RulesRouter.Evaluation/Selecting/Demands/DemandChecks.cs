using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Expressions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Selecting.Demands;

/// <summary>Everything one request holds every endpoint to.</summary>
internal static class DemandChecks
{
    /// <summary>Whose demands stand in no rule and no request.</summary>
    public static ImmutableSortedSet<string> FromService { get; } = ImmutableSortedSet.Create(StringComparer.Ordinal, "service");

    public static ImmutableSortedSet<string> FromRequest { get; } = ImmutableSortedSet.Create(StringComparer.Ordinal, RequestDemands.Source);

    /// <summary>In the order exclusions are attributed: rules first, as they are what an author can change.</summary>
    public static ImmutableArray<DemandCheck> All(ConstraintSet constraints, CompiledRule selecting, DecisionRequest request, RouterState state)
    {
        var checks = ImmutableArray.CreateBuilder<DemandCheck>(constraints.Rows.Length + 6);
        foreach (var row in constraints.Rows)
        {
            checks.Add(new ConstraintCheck(row));
        }

        checks.Add(new PreferredCheck(selecting));
        checks.Add(ServedCheck.Instance);
        checks.Add(new HealthyCheck(state));
        if (!request.Attempts.IsEmpty)
        {
            checks.Add(new UntriedCheck(request));
            checks.Add(new RetriableCheck(selecting, request));
            checks.Add(new HopsLeftCheck(selecting, request));
        }

        return checks.ToImmutable();
    }
}
