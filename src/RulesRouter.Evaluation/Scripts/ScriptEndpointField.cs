namespace RulesRouter.Evaluation.Scripts;

/// <summary>Something a script can read of the endpoint it ranks.</summary>
/// <param name="Type">text or number; <c>null</c> where it is unknown.</param>
/// <param name="Description">Meaning and unit, for the reference.</param>
public sealed record ScriptEndpointField(string Name, string Type, string Description);
