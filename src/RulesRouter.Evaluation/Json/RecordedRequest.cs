using RulesRouter.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Json;

/// <summary>A request as a record keeps it: everything a decision depends on, with the text's measure in place of the text.</summary>
/// <param name="Classification">What was believed about the text then; a replay believes it again.</param>
/// <param name="AllowSampleEvidence">Whether the service that decided counted sample facts as known.</param>
public sealed record RecordedRequest(DecisionRequest Request, Classification Classification, RouterState State, bool AllowSampleEvidence);
