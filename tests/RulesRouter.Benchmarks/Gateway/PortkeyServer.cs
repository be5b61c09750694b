using System.Diagnostics;

namespace RulesRouter.Benchmarks.Gateway;

/// <summary>npm's <c>@portkey-ai/gateway</c>, installed into a folder under artifacts.</summary>
internal static class PortkeyServer
{
    private const string Version = "1.15.2";

    private static readonly string Folder = Path.GetFullPath(Path.Combine("artifacts", "bench", "portkey"));

    private static string Script => Path.Combine(Folder, "node_modules", "@portkey-ai", "gateway", "build", "start-server.js");

    /// <summary>Why it cannot be measured; null if it is installed now.</summary>
    public static string? Install()
    {
        if (File.Exists(Script))
        {
            return null;
        }

        Directory.CreateDirectory(Folder);
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm")
            {
                WorkingDirectory = Folder,
                ArgumentList = { "install", "--no-audit", "--no-fund", "--no-save", "--prefix", Folder, $"@portkey-ai/gateway@{Version}" },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = npm.StandardError.ReadToEndAsync();
            npm.StandardOutput.ReadToEnd();
            npm.WaitForExit();
            return npm.ExitCode == 0 && File.Exists(Script)
                ? null
                : $"npm cannot install it: {errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "npm is not installed";
        }
    }

    public static Http.ServerProcess Start() =>
        Http.ServerProcess.Start("node", port => [Script, $"--port={port}", "--headless"], null, ("NODE_ENV", "production"));
}
