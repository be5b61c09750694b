using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using RulesRouter.Gateway.Dialects.Answers;

namespace RulesRouter.Gateway.Checks;

/// <summary>
/// A command that reads the answer as JSON from its standard input: exit status 0 accepts it. It does not get the gateway's environment,
/// which has credentials.
/// </summary>
/// <param name="Command">Program and arguments; no shell reads them.</param>
internal sealed record CommandCheck(ImmutableArray<string> Command, TimeSpan Timeout) : NamedCheck(Timeout)
{
    /// <summary>Bytes of output, and as many of errors.</summary>
    public const int MaxOutput = 1024 * 1024;

    private static readonly string[] Environment = ["PATH", "HOME", "LANG", "TMPDIR", "DOTNET_ROOT"];

    /// <summary>Commands that run at once.</summary>
    private static readonly SemaphoreSlim Free = new(System.Environment.ProcessorCount);

    public override async Task<string?> FaultOf(Answer answer, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Timeout);
        try
        {
            await Free.WaitAsync(limit.Token).ConfigureAwait(false);
            try
            {
                return await Run(Input(answer), limit.Token).ConfigureAwait(false);
            }
            finally
            {
                Free.Release();
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"no verdict within {Timeout.TotalMilliseconds:0} ms");
        }
    }

    private async Task<string?> Run(ReadOnlyMemory<byte> input, CancellationToken stop)
    {
        using var process = new Process { StartInfo = Start() };
        try
        {
            process.Start();
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            return $"`{Command[0]}` cannot be started";
        }

        try
        {
            var outputs = Task.WhenAll(
                Drain(process.StandardOutput.BaseStream, process, stop),
                Drain(process.StandardError.BaseStream, process, stop));
            await Write(process, input, stop).ConfigureAwait(false);
            var written = await outputs.ConfigureAwait(false);
            await process.WaitForExitAsync(stop).ConfigureAwait(false);
            return written.Any(isTooMuch => isTooMuch) ? $"it wrote more than {MaxOutput} bytes"
                : process.ExitCode == 0 ? null
                : $"exit status {process.ExitCode.ToString(CultureInfo.InvariantCulture)}";
        }
        finally
        {
            Kill(process);
        }
    }

    private ProcessStartInfo Start()
    {
        var start = new ProcessStartInfo(Command[0], Command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(name => !Environment.Contains(name)).ToList())
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    /// <summary>A command may exit without reading all, or any, of its input.</summary>
    private static async Task Write(Process process, ReadOnlyMemory<byte> input, CancellationToken stop)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, stop).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Its exit status counts.
        }
    }

    /// <summary>Reads what no one needs. True, and the end of the command, if it is too much.</summary>
    private static async Task<bool> Drain(Stream stream, Process process, CancellationToken stop)
    {
        var buffer = new byte[8 * 1024];
        var total = 0;
        while (await stream.ReadAsync(buffer, stop).ConfigureAwait(false) is var read and > 0)
        {
            total += read;
            if (total > MaxOutput)
            {
                Kill(process);
                return true;
            }
        }

        return false;
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has exited.
        }
    }
}
