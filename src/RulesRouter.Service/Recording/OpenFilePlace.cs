using Microsoft.Win32.SafeHandles;

namespace RulesRouter.Service.Recording;

/// <summary>Where an open file is now: it may have been deleted or renamed since it was opened.</summary>
internal sealed class OpenFilePlace
{
    private const string Deleted = " (deleted)";
    private readonly SafeFileHandle file;
    private readonly string path;
    private readonly string? opened;

    /// <param name="path">Where the file was opened.</param>
    public OpenFilePlace(SafeFileHandle file, string path)
    {
        this.file = file;
        this.path = path;
        opened = Now();
    }

    /// <summary>A device, such as <c>/dev/null</c>, has no length and is not checked.</summary>
    public bool IsDevice => opened is not null
        && opened.StartsWith("/dev/", StringComparison.Ordinal)
        && !opened.StartsWith("/dev/shm/", StringComparison.Ordinal);

    /// <summary>What became of the file, as the end of a sentence; null if it is where it was.</summary>
    public string? Change()
    {
        if (opened is null)
        {
            return File.Exists(path) ? null : "was deleted or renamed";
        }

        var now = Now();
        return now == opened ? null
            : now is null || now.EndsWith(Deleted, StringComparison.Ordinal) ? "was deleted"
            : $"was renamed to `{now}`";
    }

    /// <summary>Linux knows the path of every open file; elsewhere null.</summary>
    private string? Now() => OperatingSystem.IsLinux() ? new FileInfo($"/proc/self/fd/{file.DangerousGetHandle()}").LinkTarget : null;
}
