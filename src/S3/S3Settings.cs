using Microsoft.Extensions.Configuration;

namespace PadelSaaS.S3;

/// <summary>Where the store is and who we are there.</summary>
/// <param name="Endpoint">Address of a store that is not Amazon's; <see langword="null"/> for Amazon's in the region.</param>
/// <param name="Keys"><see langword="null"/> where the machine has a role of its own.</param>
/// <param name="Patience">How long one request may take.</param>
internal sealed record S3Settings(string Bucket, Uri? Endpoint, string Region, (string Access, string Secret)? Keys, TimeSpan Patience)
{
    /// <summary>The settings; <see langword="null"/> where no bucket is named.</summary>
    /// <exception cref="InvalidOperationException">They contradict each other; the sentence names the setting.</exception>
    public static S3Settings? From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Storage:S3");
        if (section["Bucket"] is not { Length: > 0 } bucket) return null;
        Uri? endpoint = null;
        if (section["Endpoint"] is { Length: > 0 } address && (!Uri.TryCreate(address, UriKind.Absolute, out endpoint) || endpoint.Scheme is not ("http" or "https") || endpoint.PathAndQuery != "/"))
            throw new InvalidOperationException("Storage:S3:Endpoint: an address such as https://store.example is needed, without a path.");
        var (access, secret) = (section["AccessKey"] ?? "", section["SecretKey"] ?? "");
        if (access.Length > 0 != secret.Length > 0) throw new InvalidOperationException("Storage:S3: AccessKey and SecretKey are set together, or neither.");
        var seconds = section.GetValue("Patience", 20);
        if (seconds is < 1 or > 600) throw new InvalidOperationException("Storage:S3:Patience: from 1 to 600 seconds.");
        return new S3Settings(bucket, endpoint, section["Region"] ?? "us-east-1", access.Length > 0 ? (access, secret) : null, TimeSpan.FromSeconds(seconds));
    }
}
