using System.Collections.Immutable;

namespace RulesRouter.Diagnostics;

/// <summary>Files in an empty folder, and the command that reports the diagnostic about them when run there.</summary>
/// <param name="Command">Arguments of <c>rulesrouter</c>, without the path of the folder.</param>
public sealed record DiagnosticExample(string Command, params ImmutableArray<(string Path, string Content)> Files);
