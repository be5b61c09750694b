using System.IO.Compression;

namespace RulesRouter.Gateway.Upstreams;

/// <summary>
/// The bytes of an answer without its encoding. The gateway asks for none, since a compressed stream may come late, but HTTP lets an
/// upstream, or a proxy in front of it, compress all the same.
/// </summary>
internal static class AnswerBody
{
    /// <summary>As it is where the encoding is unknown: then it is not JSON.</summary>
    /// <exception cref="HttpRequestException">The connection broke.</exception>
    public static async ValueTask<Stream> Open(HttpResponseMessage http, CancellationToken cancellation)
    {
        var stream = await http.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        return http.Content.Headers.NonValidated.TryGetValues("content-encoding", out var encoding)
            ? Decoded(stream, encoding.ToString())
            : stream;
    }

    private static Stream Decoded(Stream stream, string encoding) => encoding.Trim().ToLowerInvariant() switch
    {
        "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
        "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
        "br" => new BrotliStream(stream, CompressionMode.Decompress),
        _ => stream,
    };
}
