using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PadelSaaS.Platform.Storage;

namespace PadelSaaS.S3;

/// <summary>Has files lie in a bucket where <c>Storage:S3:Bucket</c> is set.</summary>
public static class S3Setup
{
    /// <summary>Puts the bucket in the place of the folder; without the setting nothing changes.</summary>
    public static IServiceCollection AddS3(this IServiceCollection services, IConfiguration configuration) =>
        S3Settings.From(configuration) is { } settings ? services.AddSingleton(settings).Replace(ServiceDescriptor.Singleton<IFileStore, S3Store>()) : services;
}
