using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Rendering;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Service;
using RulesRouter.Service.Options;
using RulesRouter.Service.Settings;

namespace RulesRouter.Cli.Commands;

/// <summary><c>serve --check</c>: the effective settings and whether the service would start, without opening a file or a port.</summary>
internal static class ServeCheck
{
    /// <returns>1 with a warning, 3 if the policies do not load.</returns>
    public static int Run(ServiceOptions options, SettingsReading reading, TextWriter output, TextWriter error, TimeProvider clock)
    {
        SettingsWriter.Write(output, reading.Settings);
        output.WriteLine();
        var router = new Router(options.Routing);
        if (options.Loading.GitUrl is null)
        {
            router.Refresh();
        }
        else
        {
            Fetch(router, options, clock);
        }

        FindingRenderer.Write(output, router.Problems, FindingFormat.Human);
        if (router.Revision is not { } revision)
        {
            return ExitCode.DoesNotLoad;
        }

        var warnings = reading.Warnings.AddRange(ServePolicies.Check(options, router, clock));
        foreach (var warning in warnings)
        {
            error.WriteLine($"warning: {warning}");
        }

        output.WriteLine($"settings and policies load, revision {revision}");
        return warnings.IsEmpty ? ExitCode.Fine : ExitCode.Findings;
    }

    /// <summary>Only a repository has to be copied to be read.</summary>
    private static void Fetch(Router router, ServiceOptions options, TimeProvider clock)
    {
        var source = DecisionService.SourceOf(router, options, clock);
        if (source.Read() is not { } content)
        {
            router.Report(source.Problems);
        }
        else if (router.Prepare(content.Files) is { } folder)
        {
            router.Use(folder, content.Commit);
        }
    }
}
