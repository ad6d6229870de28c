using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PadelSaaS.Platform.Http;

/// <summary>How large a request's body may be: 512 kB, more where an endpoint takes files.</summary>
public static class BodySize
{
    /// <summary>Bytes that any endpoint takes.</summary>
    public const long Usual = 512 * 1024;

    /// <summary>Bytes that endpoints take which are sent files; no request may be larger.</summary>
    public const long Upload = 12 * 1024 * 1024;

    /// <summary>Lets the endpoint take a larger body than others.</summary>
    public static TBuilder TakesFiles<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new BodyLimit(Upload));

    /// <summary>What a person calls so many bytes.</summary>
    public static string Of(long bytes) => bytes >= 1024 * 1024 ? $"{bytes / 1024 / 1024} MB" : $"{bytes / 1024} kB";
}

/// <summary>Bytes that an endpoint takes; on a request, those that it may have.</summary>
public sealed record BodyLimit(long Bytes)
{
    /// <summary>The rule that said no.</summary>
    public Refusal Refusal() => new("too_large", StatusCodes.Status413PayloadTooLarge, $"At most {BodySize.Of(Bytes)} are taken here.")
    {
        More = new Dictionary<string, object?> { ["limitBytes"] = Bytes },
    };

    /// <summary>Set once the body was found to be larger.</summary>
    public bool IsExceeded { get; set; }
}

/// <summary>Refuses a body by its length before a byte of it is read, and one that does not tell its length at the first byte too many.</summary>
internal sealed class BodyLimits(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            await next(http);
            return;
        }

        var limit = new BodyLimit(http.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? BodySize.Usual);
        http.Features.Set(limit);
        if (http.Request.ContentLength > limit.Bytes)
        {
            limit.IsExceeded = true;
            await limit.Refusal().ExecuteAsync(http);
            return;
        }
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server) server.MaxRequestBodySize = limit.Bytes;
        if (http.Request.ContentLength is null) http.Request.Body = new Counted(http.Request.Body, limit);
        await next(http);
        // Readers of JSON and forms keep what stopped them to themselves.
        if (limit.IsExceeded && http.Response is { HasStarted: false, ContentType: null }) await limit.Refusal().ExecuteAsync(http);
    }

    private sealed class Counted(Stream body, BodyLimit limit) : Stream
    {
        private long read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => read; set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Count(await ReadOnAsync(buffer, cancellationToken));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => Count(body.Read(buffer, offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private async ValueTask<int> ReadOnAsync(Memory<byte> buffer, CancellationToken stop)
        {
            try
            {
                return await body.ReadAsync(buffer, stop);
            }
            catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                // The server counts as well, and may be first.
                limit.IsExceeded = true;
                throw;
            }
        }

        private int Count(int more)
        {
            read += more;
            if (read <= limit.Bytes) return more;
            limit.IsExceeded = true;
            throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge);
        }
    }
}
