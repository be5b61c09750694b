namespace RulesRouter.Gateway.Dialects.Answers;

/// <summary>Why an answer ended.</summary>
/// <param name="Name">The upstream's own word; the client gets it where the reason is <see cref="FinishReason.Other"/>.</param>
/// <param name="StopSequence">The stop sequence that was met, if the upstream names it.</param>
internal readonly record struct Finish(FinishReason Reason, string Name, string? StopSequence = null);
