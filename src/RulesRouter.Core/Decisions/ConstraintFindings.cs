using RulesRouter.Constraints;

namespace RulesRouter.Decisions;

/// <summary>A preferred constraint that was dropped because it left no eligible endpoint.</summary>
/// <param name="From">Qualified id of the rule that set it.</param>
public sealed record DroppedConstraint(ConstraintDefinition Definition, ConstraintValue Value, string From);

/// <summary>An advisory constraint and the value of the chosen endpoint.</summary>
/// <param name="From">Qualified id of the rule that set it.</param>
/// <param name="Found">The chosen endpoint's value, or <c>unknown</c>.</param>
public sealed record AdvisoryFinding(ConstraintDefinition Definition, ConstraintValue Value, string From, bool IsSatisfied, string Found);
