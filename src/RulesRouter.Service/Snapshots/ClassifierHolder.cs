using RulesRouter.Classifiers;
using RulesRouter.Requests;

namespace RulesRouter.Service.Snapshots;

/// <summary>
/// Holds the classifier that serves, and notices when its file is replaced. At the start whatever is wrong means fixed rules; later a
/// replacement that does not load changes nothing but <see cref="Problem"/>.
/// </summary>
internal sealed class ClassifierHolder
{
    private readonly ServiceOptions options;
    private string lastStamp;
    private volatile LoadedClassifier loaded;

    public ClassifierHolder(ServiceOptions options)
    {
        this.options = options;
        lastStamp = Stamp();
        loaded = ClassifierLoader.Choose(options.ClassifierPath, options.PoliciesPath);
    }

    public IPromptClassifier Current => loaded.Classifier;

    public bool IsTrained => loaded.IsTrained;

    public string Name => IsTrained ? "classifier" : "heuristic";

    /// <summary>Why the trained classifier, or its newest replacement, does not serve; null where all is well.</summary>
    public string? Problem => loaded.FallbackReason;

    /// <summary>True where another classifier serves now.</summary>
    public bool Refresh()
    {
        var stamp = Stamp();
        if (stamp == lastStamp)
        {
            return false;
        }

        lastStamp = stamp;
        var found = ClassifierLoader.Choose(options.ClassifierPath, options.PoliciesPath);
        if (IsTrained && !found.IsTrained)
        {
            loaded = loaded with { FallbackReason = found.FallbackReason + "; the classifier loaded before still serves" };
            return false;
        }

        var changed = found.Classifier.Digest != loaded.Classifier.Digest;
        loaded = found;
        return changed;
    }

    /// <summary>When the artefact and its hash were written, and how long they are; empty where there is none.</summary>
    private string Stamp()
    {
        var path = options.ClassifierPath == ClassifierPlaces.None ? null : options.ClassifierPath ?? ClassifierPlaces.Find(options.PoliciesPath);
        return path is null ? "" : string.Join(' ', ClassifierLoader.FilesOf(path).Select(file => new FileInfo(file))
            .Select(file => file.Exists ? $"{file.LastWriteTimeUtc.Ticks} {file.Length}" : "-"));
    }
}
