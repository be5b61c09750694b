using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Settings;

/// <summary>The settings of one start, from all sources.</summary>
/// <param name="Options">Null if there is an error.</param>
/// <param name="Settings">In the order of the table.</param>
/// <param name="InFile">Errors in the settings file, with their place.</param>
/// <param name="Errors">Errors in flags and environment variables.</param>
internal sealed record SettingsReading(
    ServiceOptions? Options,
    ImmutableArray<EffectiveSetting> Settings,
    ImmutableArray<Diagnostic> InFile,
    ImmutableArray<string> Errors,
    ImmutableArray<string> Warnings);
