namespace RulesRouter.Gateway.Tests.Dialects.Viewing;

/// <param name="Arguments">JSON without white space; text that is no JSON has <c>raw:</c> before it.</param>
internal sealed record ViewedCall(string? Id, string? Name, string Arguments);
