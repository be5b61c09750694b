using RulesRouter.Decisions;

namespace RulesRouter.Client.Decisions;

/// <summary>Why a request is denied.</summary>
/// <param name="Reasons">Of the denying rules or budgets, or the obligations that are not supported.</param>
/// <param name="EmptiedBy">An irreducible set of constraints that excludes every endpoint.</param>
/// <param name="FeasibleIf">The smallest single changes after which an endpoint would be eligible.</param>
public sealed record DecisionDenial(
    DenialCode Code,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<EmptyingConstraint> EmptiedBy,
    IReadOnlyList<string> FeasibleIf);

/// <summary>A constraint that leaves no endpoint, together with others.</summary>
/// <param name="Wanted">The required value, in words.</param>
/// <param name="From">Each <c>policy/rule</c>, <c>request</c> or <c>service</c>.</param>
/// <param name="Removed">Number of endpoints that violate it.</param>
public sealed record EmptyingConstraint(string Constraint, string Wanted, IReadOnlyList<string> From, int Removed);
