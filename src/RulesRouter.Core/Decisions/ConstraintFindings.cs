using RulesRouter.Policies;

namespace RulesRouter.Decisions;

/// <summary>A preferred constraint that would have left nobody.</summary>
/// <param name="From">Qualified id of the rule that set it.</param>
public sealed record GivenUpConstraint(ConstraintDefinition Definition, ConstraintValue Value, string From);

/// <summary>An advisory constraint beside the chosen endpoint.</summary>
/// <param name="From">Qualified id of the rule that set it.</param>
/// <param name="Found">The chosen endpoint's side: a value, or <c>unknown</c>.</param>
public sealed record AdvisoryFinding(ConstraintDefinition Definition, ConstraintValue Value, string From, bool IsMet, string Found);
