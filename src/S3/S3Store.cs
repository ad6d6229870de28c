using System.Net;
using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using PadelSaaS.Platform.Storage;

namespace PadelSaaS.S3;

/// <summary>
/// Files in a bucket, under the same keys as in a folder. An object is there whole or not at all: the store takes none whose length or
/// checksum is not what was announced.
/// </summary>
internal sealed class S3Store : IFileStore, IDisposable
{
    private readonly AmazonS3Client client;
    private readonly string bucket;

    public S3Store(S3Settings settings)
    {
        bucket = settings.Bucket;
        var config = new AmazonS3Config { Timeout = settings.Patience, MaxErrorRetry = 2, RetryMode = RequestRetryMode.Standard };
        if (settings.Endpoint is { } endpoint) (config.ServiceURL, config.UseHttp, config.ForcePathStyle, config.AuthenticationRegion) = (endpoint.ToString(), endpoint.Scheme == "http", true, settings.Region);
        else config.RegionEndpoint = RegionEndpoint.GetBySystemName(settings.Region);
        client = settings.Keys is var (access, secret) ? new AmazonS3Client(new BasicAWSCredentials(access, secret), config) : new AmazonS3Client(config);
    }

    /// <inheritdoc/>
    public async Task PutAsync(string key, string contentType, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        if (FileKey.ContentType(FileKey.Check(key)) != contentType) throw new ArgumentException($"{key} is no {contentType}", nameof(contentType));
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        // In chunks some stores keep the signatures between them as if they were content.
        var request = new PutObjectRequest { BucketName = bucket, Key = key, ContentType = contentType, InputStream = stream, AutoCloseStream = false, UseChunkEncoding = false };
        await AskAsync(() => client.PutObjectAsync(request, stop), stop);
    }

    /// <inheritdoc/>
    public async Task<StoredFile?> OpenAsync(string key, CancellationToken stop)
    {
        var type = FileKey.ContentType(FileKey.Check(key));
        try
        {
            var found = await AskAsync(() => client.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, stop), stop);
            return new StoredFile(found.ResponseStream, type, found.ContentLength);
        }
        // A bucket that is not there is no missing file: that is said below.
        catch (AmazonS3Exception gone) when (gone.StatusCode == HttpStatusCode.NotFound && gone.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string key, CancellationToken stop)
    {
        var request = new DeleteObjectRequest { BucketName = bucket, Key = FileKey.Check(key) };
        return AskAsync(() => client.DeleteObjectAsync(request, stop), stop);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ListedFile> ListAsync(string folder, [EnumeratorCancellation] CancellationToken stop)
    {
        FileKey.Check(folder.TrimEnd('/'));
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = $"{folder.TrimEnd('/')}/" };
        do
        {
            var page = await AskAsync(() => client.ListObjectsV2Async(request, stop), stop);
            foreach (var found in page.S3Objects) yield return new ListedFile(found.Key, new DateTimeOffset(found.LastModified.ToUniversalTime(), TimeSpan.Zero));
            request.ContinuationToken = page.IsTruncated ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    public void Dispose() => client.Dispose();

    // What a store answers about a file is an answer; that it does not answer, or is itself in trouble, is no reason to call a request faulty.
    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken stop)
    {
        try
        {
            return await ask();
        }
        catch (Exception away) when (IsAway(away, stop))
        {
            throw new StoreAwayException(away);
        }
    }

    private static bool IsAway(Exception failure, CancellationToken stop) => failure switch
    {
        AmazonServiceException { StatusCode: 0 or >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests } => true,
        AmazonServiceException => false,
        OperationCanceledException => !stop.IsCancellationRequested,
        _ => failure is AmazonClientException or HttpRequestException or IOException,
    };
}
