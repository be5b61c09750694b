using System.Collections.Immutable;
using RulesRouter.Cli.Exits;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Service.Access;
using RulesRouter.Service.Settings;

namespace RulesRouter.Cli.Inputs;

/// <summary>Warns about attributes of policies that neither the settings of a service nor its keys set.</summary>
internal static class WriterReport
{
    /// <param name="set">Null if the policies do not load.</param>
    /// <param name="path">Of a file of kind ServiceSettings.</param>
    /// <param name="into">Gets errors of the file too.</param>
    /// <exception cref="UserError">The file, or that of the keys, cannot be read.</exception>
    public static void Run(CompiledPolicySet? set, string path, DiagnosticBag into)
    {
        UnreadablePath.Check(path);
        SettingsReading reading;
        try
        {
            reading = SettingsReader.Read(
                ImmutableDictionary<Setting, ImmutableArray<string>>.Empty,
                ImmutableDictionary<string, string>.Empty,
                path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw UnreadablePath.Error(path, exception);
        }

        into.AddRange(reading.InFile);
        if (set is null || reading.Options is not { } options)
        {
            return;
        }

        UnreadablePath.Check(options.Access.KeysPath);
        var keys = options.Access.KeysPath is null ? [] : new ApiKeyStore(options.Access).Ring.Keys;
        foreach (var (attribute, message) in AttributeWriters.Missing(set, options, keys))
        {
            into.Add(DeclarationDiagnostics.NoWriter, attribute.Span, message);
        }
    }
}
