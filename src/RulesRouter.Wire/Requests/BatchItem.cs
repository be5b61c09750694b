using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Wire.Requests;

/// <summary>One request of a batch, or why it is not valid.</summary>
/// <param name="Request">Null with at least one error.</param>
internal readonly record struct BatchItem(DecisionRequest? Request, ImmutableArray<RequestError> Errors);
