namespace RulesRouter.Service.Rehearsing;

/// <summary>A request as bytes of HTTP.</summary>
internal sealed record RehearsedRequest(byte[] Head, byte[] Body);
