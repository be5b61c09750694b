namespace RulesRouter.Gateway.Tests.Dialects.Viewing;

/// <param name="Input">With what is read from and written to the cache.</param>
internal sealed record ViewedUsage(long Input, long Output, long Cached, long Written, long Reasoning);
