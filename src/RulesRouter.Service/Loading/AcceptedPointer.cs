namespace RulesRouter.Service.Loading;

/// <summary>Which content a service accepted last.</summary>
/// <param name="Content">Hash of the content.</param>
/// <param name="Skipped">Hash of the content that was rolled back and is not loaded again; null if there is none.</param>
/// <param name="Sequence">Grows with every change.</param>
internal sealed record AcceptedPointer(string Content, string? Skipped, long Sequence);
