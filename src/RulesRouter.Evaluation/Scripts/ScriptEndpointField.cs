namespace RulesRouter.Evaluation.Scripts;

/// <summary>A field of an endpoint that a ranking script can read.</summary>
/// <param name="Type">string or number; the value is <c>null</c> if unknown.</param>
/// <param name="Description">Meaning and unit, for the reference.</param>
internal sealed record ScriptEndpointField(string Name, string Type, string Description);
