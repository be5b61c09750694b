using System.Collections.Immutable;
using RulesRouter.Source;

namespace RulesRouter.Language.Settings;

/// <summary>A key of a settings file with its values: one, or those of a list.</summary>
/// <param name="Span">The key in the file.</param>
internal sealed record WrittenSetting(string Key, SourceSpan Span, ImmutableArray<WrittenValue> Values);

/// <summary>A value of a settings file as written.</summary>
internal sealed record WrittenValue(string Text, SourceSpan Span);
