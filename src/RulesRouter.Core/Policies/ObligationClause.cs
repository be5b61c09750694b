using RulesRouter.Constraints;
using RulesRouter.Obligations;
using RulesRouter.Source;

namespace RulesRouter.Policies;

/// <summary>One line under a rule's <c>oblige:</c>. A level is a <see cref="ConstraintValue.Names"/> of one name.</summary>
internal sealed record ObligationClause(ObligationDefinition Definition, ConstraintValue Value, SourceSpan Span);
