using RulesRouter.Constraints;

namespace RulesRouter.Evaluation.Combining;

/// <summary>A constraint as one rule sets it.</summary>
internal sealed record SetConstraint(string RuleId, ConstraintDefinition Definition, ConstraintValue Value);
